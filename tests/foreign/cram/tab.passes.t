A tab:

  $ printf 'a\tb\n'
  a\tb (esc)
