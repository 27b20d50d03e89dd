function handle(state, message) {
  return {n: (state.n ?? 0) + message.add};
}
