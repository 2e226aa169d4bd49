A code

  $ sh -c "exit 1"
  [2]
