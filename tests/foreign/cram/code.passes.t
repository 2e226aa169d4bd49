A code

  $ sh -c "exit 2"
  [2]
  $ echo still here
  still here
