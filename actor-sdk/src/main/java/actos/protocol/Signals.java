package actos.protocol;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Catches signals. The only class that knows the JDK's own signal class, reached by reflection because the compiler's
 * warning about it cannot be silenced.
 */
public final class Signals {
    private Signals() {}

    /**
     * From now on {@code action} runs, on a thread of the JVM's own, each time the process gets this signal.
     *
     * @param signal without {@code SIG}: {@code USR1}, {@code TERM}, {@code INT}
     * @throws IllegalStateException if this JVM cannot catch it
     */
    public static void on(String signal, Runnable action) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, args) -> {
                        return switch (method.getName()) {
                            case "handle" -> {
                                action.run();
                                yield null;
                            }
                            case "equals" -> proxy == args[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> signal + " handler";
                        };
                    });
            Object wanted = type.getConstructor(String.class).newInstance(signal);
            type.getMethod("handle", type, handlerType).invoke(null, wanted, handler);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot catch SIG" + signal, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot catch SIG" + signal, e);
        }
    }
}
