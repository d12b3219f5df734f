//! Transcripts, easy and hard, and exactly what is taken of them.

use super::commands;

/// What is taken, and how many lines of output are not.
#[track_caller]
fn check(transcript: &str, code: &str, output_lines: usize) {
    let commands = commands(transcript);
    assert_eq!(commands.code(), code);
    assert_eq!(commands.output_lines, output_lines);
}

#[test]
fn prompts_and_output_are_left_out() {
    check("$ git status\nOn branch main\n$ ls\na  b\n", "git status\nls\n", 2);
    check("# systemctl reload nginx\n", "systemctl reload nginx\n", 0);
}

#[test]
fn without_a_prompt_all_of_it_is_taken() {
    check("ls\npwd\n", "ls\npwd\n", 0);
}

#[test]
fn blank_lines_and_bare_prompts_are_nothing() {
    check("$ true\n\n$\n$ \n$ false\n", "true\nfalse\n", 0);
}

#[test]
fn a_second_prompt_is_left_out() {
    check("$ ls \\\n>   -l\ntotal 0\n", "ls \\\n  -l\n", 1);
    check(
        "$ for f in *.sql; do\n>     psql -f \"$f\"\n> done\nCREATE TABLE\n",
        "for f in *.sql; do\n    psql -f \"$f\"\ndone\n",
        1,
    );
}

#[test]
fn a_second_prompt_need_not_be_shown() {
    check(
        "$ for f in *.sql; do\n      psql -f \"$f\"\n  done\nCREATE TABLE\n",
        "for f in *.sql; do\n      psql -f \"$f\"\n  done\n",
        1,
    );
}

#[test]
fn output_that_looks_like_a_second_prompt() {
    check("$ diff a b\n2c2\n< x\n---\n> y\n", "diff a b\n", 4);
}

#[test]
fn quotes_go_on_over_lines() {
    check(
        "$ git commit -m 'one\n> \n> two'\n[main 1a2b3c4] one\n",
        "git commit -m 'one\n\ntwo'\n",
        1,
    );
    check("$ echo \"a\n$HOME\nb\"\na\n/root\nb\n", "echo \"a\n$HOME\nb\"\n", 3);
}

#[test]
fn an_apostrophe_never_closed_takes_one_line() {
    check("$ echo it's\nbash: unexpected EOF\n$ echo that's\n", "echo it's\necho that's\n", 1);
}

#[test]
fn pipes_and_lists_go_on() {
    check(
        "$ dmesg |\n> grep -i oom |\n> tail -1\nOut of memory\n",
        "dmesg |\ngrep -i oom |\ntail -1\n",
        1,
    );
    check("$ make &&\n  make install\nok\n", "make &&\n  make install\n", 1);
}

#[test]
fn here_documents_are_kept() {
    check(
        "$ cat <<'EOF' > f\n$ not a prompt\nEOF\n$ ls\n",
        "cat <<'EOF' > f\n$ not a prompt\nEOF\nls\n",
        0,
    );
    check(
        "$ cat > note <<EOF\n> > quoted\n>\n> EOF\n$ ls\nnote\n",
        "cat > note <<EOF\n> quoted\n\nEOF\nls\n",
        1,
    );
}

#[test]
fn a_here_document_of_quoted_mail_without_second_prompts() {
    check(
        "$ sendmail me <<END\n> you wrote\nno\nEND\nqueued\n",
        "sendmail me <<END\n> you wrote\nno\nEND\n",
        1,
    );
}

#[test]
fn two_here_documents_and_one_with_tabs() {
    check(
        "$ paste <(cat <<A) <(cat <<-B)\none\nA\n\ttwo\n\tB\none\ttwo\n",
        "paste <(cat <<A) <(cat <<-B)\none\nA\n\ttwo\n\tB\n",
        1,
    );
}

#[test]
fn a_here_string_is_no_here_document() {
    check("$ grep -c x <<< y\n0\n", "grep -c x <<< y\n", 1);
    check("$ echo $((1 << 4))\n16\n", "echo $((1 << 4))\n", 1);
}

#[test]
fn a_hash_beside_dollar_prompts_is_a_comment() {
    check("# first look\n$ ls # here\n", "ls # here\n", 1);
}

#[test]
fn sentences_between_roots_prompts_are_comments() {
    check(
        "# Stop the service first:\n# systemctl stop app\n# ---\n# rm -r /srv/app\n",
        "systemctl stop app\nrm -r /srv/app\n",
        2,
    );
}

#[test]
fn output_that_begins_like_roots_prompt() {
    check(
        "# cat /etc/fstab\n# UNCONFIGURED FSTAB FOR BASE SYSTEM\n#\n# <file system> <dir>\n\
         # /etc/fstab: static information\nUUID=1 / ext4\n# mount -a\n",
        "cat /etc/fstab\nmount -a\n",
        4,
    );
}

#[test]
fn roots_shell_opened_from_ones_own() {
    check(
        "$ sudo -i\n# apt-get update\nHit:1\n# exit\n# this is no command\n$ id -u\n1000\n",
        "sudo -i\napt-get update\nexit\nid -u\n",
        3,
    );
    check(
        "$ docker run --rm -it alpine sh\n# apk add curl\n$ docker ps\n# comment\n",
        "docker run --rm -it alpine sh\napk add curl\ndocker ps\n",
        1,
    );
}

#[test]
fn output_that_begins_with_a_dollar() {
    check("$ cat prices\n$ 5.00\n$ 12\n$HOME\n$total: 3\n", "cat prices\n", 4);
}

#[test]
fn output_that_begins_with_a_dollar_under_a_longer_prompt() {
    check(
        "me@web:~$ cat how.txt\n$ make\n# make install\nme@web:~$ make\n",
        "cat how.txt\nmake\n",
        2,
    );
}

#[test]
fn prompts_with_host_and_folder() {
    check(
        "me@web:~/app$ git pull\nAlready up to date.\n[root@db1 ~]# uptime\n up 3 days\nroot@db1:/# exit\n",
        "git pull\nuptime\nexit\n",
        2,
    );
    check("bash-5.2$ pwd\n/tmp\nbash-5.2$\n", "pwd\n", 1);
    check("/ # apk add git\nOK: 20 MiB\n/srv # git --version\n", "apk add git\ngit --version\n", 1);
    check("~/src $ make -j4\ncc\n", "make -j4\n", 1);
}

#[test]
fn a_virtual_environment_in_front() {
    check(
        "$ . .venv/bin/activate\n(.venv) $ pip list\nPackage\n",
        ". .venv/bin/activate\npip list\n",
        1,
    );
    check("(.venv) me@web:~$ pip list\nPackage\n(.venv) me@web:~$ ls\n", "pip list\nls\n", 1);
}

#[test]
fn windows() {
    check("C:\\Users\\me>dir\n Volume in drive C\nPS C:\\> Get-Process\n", "dir\nGet-Process\n", 1);
}

#[test]
fn other_shells() {
    check("% setopt\nautocd\n% print hi\nhi\n", "setopt\nprint hi\n", 2);
    check("> echo $version\n3.7.1\n", "echo $version\n", 1);
    check(
        "% for x in a b; do\nfor> print $x\nfor> done\na\nb\n",
        "for x in a b; do\nprint $x\ndone\n",
        2,
    );
}

#[test]
fn python() {
    check(">>> 1 + 1\n2\n>>> print('>')\n>\n", "1 + 1\nprint('>')\n", 2);
    check(
        ">>> for x in range(2):\n...     print(x)\n...\n0\n1\n>>> [...]\n[Ellipsis]\n... and so on\n",
        "for x in range(2):\n    print(x)\n\n[...]\n",
        4,
    );
}

#[test]
fn python_inside_a_shell() {
    check(
        "$ python3 -q\n>>> import sys\n>>> sys.exit(3)\n$ echo $?\n3\n",
        "python3 -q\nimport sys\nsys.exit(3)\necho $?\n",
        1,
    );
}

#[test]
fn ipython() {
    check(
        "In [1]: def f():\n   ...:     return 1\n   ...: \n\nIn [2]: f()\nOut[2]: 1\n",
        "def f():\n    return 1\n\nf()\n",
        1,
    );
}

#[test]
fn psql() {
    check(
        "app=# SELECT id,\napp-#        note\napp-# FROM orders;\n id | note\n----+------\n  1 | x\n(1 row)\n\napp=# \\q\n",
        "SELECT id,\n       note\nFROM orders;\n\\q\n",
        4,
    );
    check(
        "$ psql app\npsql (18.1)\nType \"help\" for help.\n\napp=> BEGIN;\nBEGIN\napp=*> DELETE FROM t WHERE note = 'a\napp'*> b';\nDELETE 1\napp=*> ROLLBACK;\nROLLBACK\napp=> \\q\n$ echo done\ndone\n",
        "psql app\nBEGIN;\nDELETE FROM t WHERE note = 'a\nb';\nROLLBACK;\n\\q\necho done\n",
        6,
    );
}

#[test]
fn psql_without_second_prompts() {
    check(
        "my-app=# SELECT id\nFROM orders\nWHERE id = 1; -- one\n id\n----\n  1\n(1 row)\n",
        "SELECT id\nFROM orders\nWHERE id = 1; -- one\n",
        4,
    );
    check(
        "app=# CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND\n$$;\nCREATE FUNCTION\n",
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND\n$$;\n",
        1,
    );
}

#[test]
fn what_looks_like_psql_is_output_where_no_psql_was_called() {
    check("$ ruby -e 'p(a=>1)'\na=> 1\nport=# 5\n", "ruby -e 'p(a=>1)'\n", 2);
}

#[test]
fn mysql_and_mariadb() {
    check(
        "mysql> SELECT 1\n    -> UNION\n    -> SELECT 2;\n+---+\n| 1 |\n+---+\n2 rows in set (0.00 sec)\n\nmysql> exit\nBye\n",
        "SELECT 1\nUNION\nSELECT 2;\nexit\n",
        5,
    );
    check(
        "MariaDB [(none)]> SELECT 'a\n    '> b';\nERROR\nMariaDB [(none)]> \\q\n",
        "SELECT 'a\nb';\n\\q\n",
        1,
    );
    check("mysql> SELECT 1\\G\n*** 1. row ***\n1: 1\n", "SELECT 1\\G\n", 2);
}

#[test]
fn sqlite() {
    check(
        "$ sqlite3 a.db\nSQLite version 3.46\nsqlite> CREATE TABLE t (\n   ...>   id int\n   ...> );\nsqlite> .quit\n",
        "sqlite3 a.db\nCREATE TABLE t (\n  id int\n);\n.quit\n",
        1,
    );
}

#[test]
fn programs_called_in_the_transcript() {
    check(
        "$ sftp web\nConnected to web.\nsftp> put a.txt\nUploading\nsftp> bye\n",
        "sftp web\nput a.txt\nbye\n",
        2,
    );
    check("ssh> -L 9020:localhost:8080\nForwarding port.\n", "-L 9020:localhost:8080\n", 1);
}

#[test]
fn a_case_and_a_function_over_lines() {
    check(
        "$ case $x in\n> done) echo \"$(date)\" ;;\n> *) false ;;\n> esac\n1\n",
        "case $x in\ndone) echo \"$(date)\" ;;\n*) false ;;\nesac\n",
        1,
    );
    check(
        "$ function up {\n> cd ..\n> }\n$ up() (\n> cd ..\n> )\n$ up\n",
        "function up {\ncd ..\n}\nup() (\ncd ..\n)\nup\n",
        0,
    );
}

#[test]
fn words_of_the_shell_as_arguments() {
    check(
        "$ echo if done { case\nif done { case\n$ git add {a,b}\n",
        "echo if done { case\ngit add {a,b}\n",
        1,
    );
}

#[test]
fn comments_with_quotes_in_them() {
    check("$ ls # don't\na\n$ pwd\n", "ls # don't\npwd\n", 1);
}

#[test]
fn placeholders_stay() {
    check("$ ssh {{host=web}} \\\n    uptime\n up\n", "ssh {{host=web}} \\\n    uptime\n", 1);
}

#[test]
fn anything_at_all_is_read() {
    for text in ["", "\n", "$", "$ ", "$ \\", "$ é\\é", "$ '", "$ <<", "$ $((", "> ", "#", "a@b"]
    {
        commands(text);
    }
}

#[test]
fn long_transcripts_are_read_in_one_go() {
    let many = |command: &str| commands(&format!("{command}\n").repeat(600)).count();
    assert_eq!(many("$ ls"), 600);
    assert_eq!(many("$ cat <<EOF"), 600);
    assert_eq!(many("$ echo '"), 600);
    assert_eq!(many("$ ((((\\"), 1);
}

#[test]
fn another_machines_prompt_behind_ones_own() {
    check(
        "$ ssh root@web\nroot@web:~# uptime\n up\nroot@web:~# exit\n$ ls\n",
        "ssh root@web\nuptime\nexit\nls\n",
        1,
    );
    check("$ ssh web\nme@web:~$ sudo -i\nroot@web:~# id\nuid=0\n", "ssh web\nsudo -i\nid\n", 1);
    check("$ cat how.txt\nme@web:~$ make\n", "cat how.txt\n", 1);
}

#[test]
fn prompts_of_fish_and_of_macos() {
    check("me@web ~/src> make\nok > ok\nme@web ~> ls\na\n", "make\nls\n", 2);
    check("me@mac src % make\nok\nme@mac ~ % ls\n", "make\nls\n", 1);
    check("mac:src me$ make\n5 of 7 $ done\nmac:~ me$ ls\n", "make\nls\n", 1);
}

#[test]
fn a_line_without_the_second_prompt_that_is_shown_is_output() {
    check(
        "mysql> DELIMITER //\nmysql> CREATE PROCEDURE p()\n    -> BEGIN\n    ->   SELECT 1;\n    -> END//\nQuery OK\n",
        "DELIMITER //\nCREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\nEND//\n",
        1,
    );
    check(
        "app=# SELECT $$a\napp$# b$$, (\napp(# 2)\napp-# ;\n a\n",
        "SELECT $$a\nb$$, (\n2)\n;\n",
        1,
    );
}

#[test]
fn debuggers_and_databases_called_in_the_transcript() {
    check("$ gdb ./a\n(gdb) run\nStarting\n(gdb) bt\n#0 main\n", "gdb ./a\nrun\nbt\n", 2);
    check(
        "$ python3 -m pdb a.py\n> /srv/a.py(1)<module>()\n-> import x\n(Pdb) n\n",
        "python3 -m pdb a.py\nn\n",
        2,
    );
    check(
        "$ redis-cli\n127.0.0.1:6379> GET a\n\"1\"\n127.0.0.1:6379[2]> exit\n$ ls\n",
        "redis-cli\nGET a\nexit\nls\n",
        1,
    );
    check("$ irb\nirb(main):001> 1 + 1\n=> 2\nirb(main):002> exit\n", "irb\n1 + 1\nexit\n", 1);
    check("$ mongosh\ntest> db.a.find()\n[]\ntest> exit\n", "mongosh\ndb.a.find()\nexit\n", 1);
    check("$ ls\n(gdb) run\n127.0.0.1:6379> GET a\nirb(main):001> 1\n", "ls\n", 3);
}

#[test]
fn documents_in_documents() {
    check(
        "# cat > /etc/x <<EOF\n# comment in file\nEOF\n# systemctl restart x\n",
        "cat > /etc/x <<EOF\n# comment in file\nEOF\nsystemctl restart x\n",
        0,
    );
    check(
        "$ python3 - <<'PY'\n>>> not a prompt\nPY\n$ ls\n",
        "python3 - <<'PY'\n>>> not a prompt\nPY\nls\n",
        0,
    );
    check(
        "$ cat <<'A' && cat <<'B'\n> 1\n> A\n> 2\n> B\n1\n2\n",
        "cat <<'A' && cat <<'B'\n1\nA\n2\nB\n",
        2,
    );
    check(">>> print(\"\"\"a\n... b\"\"\")\na\nb\n", "print(\"\"\"a\nb\"\"\")\n", 2);
}
