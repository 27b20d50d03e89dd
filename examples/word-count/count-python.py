#!/usr/bin/env python3
"""Counts words. {"line": "a b a"} is counted, {"report": "total"} sends what was counted to total,
and any other message is answered with the number of words so far. The state is {"a": 2, "b": 1}."""
import os
import re
import sys

sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos


@actos.handle
def count(words, message, context):
    if "line" in message:
        for word in re.findall(r"\S+", message["line"], re.ASCII):
            words[word] = words.get(word, 0) + 1
    elif "report" in message:
        context.send(message["report"], {"words": words})
    else:
        context.reply(sum(words.values()))


actos.run()
