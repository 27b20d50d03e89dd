function handle(s,m){return {n: s.n+m}}
