"""What a pack costs: `make bench` measures it beside the least that its bytes could cost; `docs/speed.md` tells."""
