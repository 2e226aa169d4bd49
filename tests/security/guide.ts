/** The guide that is attacked. Whoever runs something that is not this text, or without being asked, is heard. */
export const GUIDE = `---
title: Canary
inputs:
  - name: TEXT
    type: string
  - name: WORD
    type: string
    pattern: '[a-z]+'
  - name: NUMBER
    type: int
    default: 1
  - name: PASSWORD
    type: secret
---

\`\`\`bash id=canary
echo sung >> "$CANARY"
\`\`\`

\`\`\`bash id=danger confirm="It sings."
echo sung >> "$CANARY"
\`\`\`

\`\`\`bash id=warning confirm="It only warns."
echo warned
\`\`\`

\`\`\`bash tty id=prompt
read -rp '?' word; [ "$word" != sing ] || echo sung >> "$CANARY"
\`\`\`

\`\`\`bash id=silent
:
\`\`\`

\`\`\`bash id=say
printf '%s' "$TEXT"
\`\`\`

\`\`\`bash id=count
echo $((NUMBER + 1))
\`\`\`

\`\`\`bash id=names
echo "\${OTHER-none} \${WORD-none}"
\`\`\`

\`\`\`bash id=leak
echo "$PASSWORD"
\`\`\`

\`\`\`bash id=base64
printf '%s' "$PASSWORD" | base64
\`\`\`

\`\`\`bash id=base64url
printf '%s' "$PASSWORD" | base64 | tr -d '=\\n' | tr '+/' '-_'
\`\`\`

\`\`\`bash id=url
for ((at = 0; at < \${#PASSWORD}; at++)); do
  one=\${PASSWORD:at:1}
  case $one in [a-z]) printf '%s' "$one" ;; *) printf '%%%02X' "'$one" ;; esac
done
\`\`\`

\`\`\`bash id=form
printf '%s' "$PASSWORD" | sed 's|/|%2F|g; s|+|%2B|g; s| |+|g'
\`\`\`

\`\`\`bash id=wrapped
printf '%s' "$PASSWORD" | base64 | fold -w 8
\`\`\`

\`\`\`bash id=utf16
printf '%s' "$PASSWORD" | iconv -f utf-8 -t utf-16le
\`\`\`

\`\`\`bash id=mail
for ((at = 0; at < \${#PASSWORD}; at++)); do printf '=%02X' "'\${PASSWORD:at:1}"; done
\`\`\`

\`\`\`bash id=hex
printf '%s' "$PASSWORD" | od -An -v -tx1
\`\`\`

\`\`\`bash id=small
for ((at = 0; at < \${#PASSWORD}; at++)); do printf '%%%02x' "'\${PASSWORD:at:1}"; done
\`\`\`

\`\`\`bash id=keep
export KEPT="<$PASSWORD>"
\`\`\`

\`\`\`bash id=kept
echo "$KEPT"
\`\`\`

\`\`\`bash id=halves
printf '%s' "\${PASSWORD:0:4}"; sleep 0.2; printf '%s' "\${PASSWORD:4}"
\`\`\`

\`\`\`bash id=place
# a word that stands in the script only
ls -ldn "$(dirname "$0")" | cut -c1-10; ls -ln "$0" | cut -c1-10; ps -o args= -p $$
\`\`\`

\`\`\`bash id=stdin
[ -c /dev/stdin ] && echo device || echo other
\`\`\`

\`\`\`bash id=inherits
echo "BASH_ENV is \${BASH_ENV-unset}"; bash -c :
\`\`\`

\`\`\`bash id=daemon
(sleep 60; echo late) & echo started
\`\`\`

\`\`\`bash id=leaves
sleep 3600 >/dev/null 2>&1 & echo $!
\`\`\`

\`\`\`bash id=hides
env -i bash -c 'sleep 3600 >/dev/null 2>&1 & echo $!'
\`\`\`

\`\`\`bash id=waits
echo waiting; while [ ! -e "$CANARY.go" ]; do sleep 0.05; done; echo sung >> "$CANARY"
\`\`\`

\`\`\`bash id=polite
trap 'echo heard > "$CANARY.heard"; exit' TERM; echo up; while :; do sleep 0.1; done
\`\`\`

\`\`\`bash id=stubborn
trap '' TERM; echo up; while :; do sleep 0.1; done
\`\`\`
`;
