What cram sets:

  $ test -n "$TESTDIR" && echo a
  a
