/**
 * A ready-made actor that is written in JavaScript: {@code act spawn counter.js}. The technical side of being an actor is
 * the SDK's; this is what lies between it and a script: a JavaScript world for each version of the script, its limits,
 * and what {@code context} can do. The only package that knows a script engine.
 */
package actos.script;
