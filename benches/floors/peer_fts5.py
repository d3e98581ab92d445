"""A peer for the benchmark: full text of a folder of notes in SQLite FTS5, kept fresh by time, size and inode.

    peer_fts5.py DATABASE VAULT

Brings the database up to date with the notes and prints how many it had to read. Python's standard library only, one thread.
"""
import os
import sqlite3
import sys


def walk(folder, prefix=""):
    """The notes below a folder: path, time, size, inode."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from walk(entry.path, path + "/")
            elif entry.name.lower().endswith(".md") and entry.is_file(follow_symlinks=False):
                found = entry.stat(follow_symlinks=False)
                yield path, found.st_mtime_ns, found.st_size, found.st_ino


def main(database, vault):
    db = sqlite3.connect(database)
    db.executescript(
        """pragma journal_mode = wal;
        create table if not exists stamps (path text primary key, time integer, size integer, inode integer, id integer);
        create virtual table if not exists notes using fts5 (path, body);"""
    )
    known = {path: (stamp, row) for path, *stamp, row in db.execute("select path, time, size, inode, id from stamps")}
    read = 0
    for path, *stamp in walk(vault):
        kept = known.pop(path, None)
        if kept and kept[0] == stamp:
            continue
        with open(os.path.join(vault, path), encoding="utf-8", errors="replace") as file:
            body = file.read()
        if kept:
            db.execute("delete from notes where rowid = ?", (kept[1],))
        row = db.execute("insert into notes (path, body) values (?, ?)", (path, body)).lastrowid
        db.execute("insert or replace into stamps values (?, ?, ?, ?, ?)", (path, *stamp, row))
        read += 1
    for path, (_, row) in known.items():
        db.execute("delete from notes where rowid = ?", (row,))
        db.execute("delete from stamps where path = ?", (path,))
    db.commit()
    print(read)


if __name__ == "__main__":
    main(*sys.argv[1:])
