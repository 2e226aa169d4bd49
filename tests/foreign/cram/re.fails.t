A number

  $ echo 42x
  \d+ (re)
