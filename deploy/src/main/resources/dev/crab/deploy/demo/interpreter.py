variables = {}
with open("/run/interpreter.in", "r+") as code:
    while True:
        line = code.readline()
        try:
            exec(line, variables)
        except Exception as failure:
            variables["failure"] = repr(failure)
