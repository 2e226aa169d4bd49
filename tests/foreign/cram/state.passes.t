One shell:

  $ x=1

  $ echo $x
  1
