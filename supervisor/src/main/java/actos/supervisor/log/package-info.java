/**
 * How what the supervisor says comes to stderr. Nobody knows this room: slf4j, which the others use, finds it by the name that the
 * launcher gives it.
 */
package actos.supervisor.log;
