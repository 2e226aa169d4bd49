Say hello:

  $ echo hello
  hello

And again

  $ echo again
  again
