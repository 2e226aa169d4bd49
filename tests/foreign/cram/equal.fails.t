Say hello:

  $ echo hullo
  hello
