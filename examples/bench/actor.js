function handle(state) {
  return { count: (state.count ?? 0) + 1 };
}
