A number

  $ echo 42
  \d+ (re)
