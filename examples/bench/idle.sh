#!/bin/bash
# An actor that is ready, and no more.
trap : USR1
while :; do
  sleep infinity &
  wait
done
