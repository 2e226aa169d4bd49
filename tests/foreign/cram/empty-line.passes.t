Blank

  $ printf 'a\n\nb\n'
  a
  
  b
