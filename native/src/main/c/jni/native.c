/* The eight native methods. Nothing but conversion; handles are pointers that Java never shares between threads, but for waking. */
#include <errno.h>
#include <jni.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine.h"
#include "preflight.h"

#define METHOD(type, name) JNIEXPORT type JNICALL Java_dev_crab_bpf_NativeProbe_##name
#define ENGINE(handle) ((struct engine *)(intptr_t)(handle))

enum action { ACTION_REGISTER, ACTION_UNREGISTER, ACTION_ADVANCE, ACTION_WAKE, ACTION_TIME };

struct call {
	struct engine_options options;
	struct report report;
	void *object;
	const char *path;
};

static int begin_call(JNIEnv *env, struct call *call, jbyteArray object, jstring btf, jobject report)
{
	jsize size = (*env)->GetArrayLength(env, object);

	memset(call, 0, sizeof(*call));
	call->report.text = (*env)->GetDirectBufferAddress(env, report);
	call->report.size = (size_t)(*env)->GetDirectBufferCapacity(env, report);
	call->object = malloc((size_t)size);
	if (!call->report.text || !call->object)
		return -1;
	(*env)->GetByteArrayRegion(env, object, 0, size, call->object);
	call->path = btf ? (*env)->GetStringUTFChars(env, btf, NULL) : NULL;
	call->options = (struct engine_options){
		.object = call->object,
		.object_size = (size_t)size,
		.btf_path = call->path,
	};
	return 0;
}

static void end_call(JNIEnv *env, struct call *call, jstring btf)
{
	if (call->path)
		(*env)->ReleaseStringUTFChars(env, btf, call->path);
	free(call->object);
}

METHOD(void, preflight)(JNIEnv *env, jclass type, jbyteArray object, jstring btf, jobject report)
{
	struct call call;

	(void)type;
	if (!begin_call(env, &call, object, btf, report)) {
		call.options.ring_bytes = 1 << 16;
		call.options.fold_entries = 1024;
		preflight(&call.options, &call.report);
	}
	end_call(env, &call, btf);
}

METHOD(jlong, open)(JNIEnv *env, jclass type, jbyteArray object, jstring btf, jint ring, jint fold, jobject report)
{
	struct engine *engine = NULL;
	struct call call;

	(void)type;
	if (!begin_call(env, &call, object, btf, report)) {
		call.options.ring_bytes = (uint32_t)ring;
		call.options.fold_entries = (uint32_t)fold;
		engine = engine_open(&call.options, &call.report);
	}
	end_call(env, &call, btf);
	return (jlong)(intptr_t)engine;
}

METHOD(void, close)(JNIEnv *env, jclass type, jlong handle)
{
	(void)env, (void)type;
	engine_close(ENGINE(handle));
}

METHOD(jint, drain)(JNIEnv *env, jclass type, jlong handle, jobject buffer, jint timeout)
{
	char *out = (*env)->GetDirectBufferAddress(env, buffer);
	size_t room = (size_t)(*env)->GetDirectBufferCapacity(env, buffer);
	size_t used = ring_drain(&ENGINE(handle)->ring, out, room);

	(void)type;
	if (!used && timeout != 0) {
		engine_wait(ENGINE(handle), timeout);
		used = ring_drain(&ENGINE(handle)->ring, out, room);
	}
	return (jint)used;
}

METHOD(jlong, position)(JNIEnv *env, jclass type, jlong handle, jboolean produced)
{
	(void)env, (void)type;
	return (jlong)(produced ? ring_produced(&ENGINE(handle)->ring) : ring_consumed(&ENGINE(handle)->ring));
}

static jlong boot_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (jlong)now.tv_sec * 1000000000 + now.tv_nsec;
}

METHOD(jlong, control)(JNIEnv *env, jclass type, jlong handle, jint action, jint slot, jlong pids, jlong cgroup, jlong mounts)
{
	(void)env, (void)type;
	switch ((enum action)action) {
	case ACTION_REGISTER:
		return engine_register(ENGINE(handle), (uint32_t)slot, (uint64_t)pids, (uint64_t)cgroup, (uint64_t)mounts);
	case ACTION_UNREGISTER:
		return engine_unregister(ENGINE(handle), (uint32_t)slot);
	case ACTION_ADVANCE:
		return engine_advance(ENGINE(handle), (uint32_t)slot);
	case ACTION_WAKE:
		engine_wake(ENGINE(handle));
		return 0;
	case ACTION_TIME:
		return boot_time();
	}
	return -EINVAL;
}

METHOD(jint, sample)(JNIEnv *env, jclass type, jlong handle, jint slot, jobject buffer)
{
	(void)type;
	return engine_sample(ENGINE(handle), (uint32_t)slot, (*env)->GetDirectBufferAddress(env, buffer),
			     (size_t)(*env)->GetDirectBufferCapacity(env, buffer));
}

/* A slot's counters, or for slot -1: attached program (0 none, 1 typed, 2 raw), missed runs, then the table of failed helpers. */
METHOD(jint, counters)(JNIEnv *env, jclass type, jlong handle, jint slot, jobject buffer)
{
	char *out = (*env)->GetDirectBufferAddress(env, buffer);
	size_t room = (size_t)(*env)->GetDirectBufferCapacity(env, buffer);
	struct engine *engine = ENGINE(handle);
	uint64_t head[2];

	(void)type;
	if (slot >= CRAB_SLOTS || room < sizeof(head) + sizeof(struct crab_errors) || room < sizeof(struct crab_slot))
		return -EINVAL;
	if (slot >= 0) {
		memcpy(out, &engine->slots[slot], sizeof(struct crab_slot));
		return sizeof(struct crab_slot);
	}
	head[0] = engine->hook_link ? (engine->typed ? 1 : 2) : 0;
	head[1] = engine_misses(engine);
	memcpy(out, head, sizeof(head));
	memcpy(out + sizeof(head), engine->errors, sizeof(struct crab_errors));
	return sizeof(head) + sizeof(struct crab_errors);
}
