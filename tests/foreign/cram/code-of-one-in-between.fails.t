Between

  $ false
  $ echo still here
  still here
