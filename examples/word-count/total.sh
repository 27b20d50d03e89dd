#!/bin/sh
exec "${0%/*}/java-actor" actos.examples.wordcount.Total "$@"
