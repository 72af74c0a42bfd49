package dev.crab.deploy.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The only address Crab listens on. */
public final class Loopback {
  /** The address, as text. */
  public static final String ADDRESS = "127.0.0.1";

  private Loopback() {}

  /** Whether a server could listen on the port now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** A port nobody listens on now. */
  public static int anyFreePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("expected a free port on " + ADDRESS + "; found none", e);
    }
  }
}
