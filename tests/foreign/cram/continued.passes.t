Loop

  $ for i in 1 2; do
  >   echo $i
  > done
  1
  2
