A tab

  $ echo 'a b'
  a\tb (esc)
