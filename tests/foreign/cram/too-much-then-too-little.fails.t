Two

  $ printf 'a\nb\n'
  a
  $ true
  b
