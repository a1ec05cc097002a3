# What people do with Ateneo; `make` alone lists it.
# Rust (rustup.rs), a C compiler and make are enough for `make demo`; `make test` fetches what else it needs.

.DEFAULT_GOAL := help
.PHONY: help demo test bench docs fmt

BIN := $(or $(CARGO_TARGET_DIR),target)

help: ## This list
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## A fictional university on http://127.0.0.1:8080 (PORT=9000, RESET=1 starts afresh, ATENEO_DATA=folder)
	@command -v cargo >/dev/null || { echo "make demo needs Rust: see https://rustup.rs" >&2; exit 1; }
	@test -x $(BIN)/debug/ateneo || echo "Building Ateneo for the first time: about ten minutes on two cores; afterwards it takes seconds."
	@cargo build --locked --package ateneo
	@exec $(BIN)/debug/ateneo demo

test: ## All checks: style, licences, every room on SQLite and PostgreSQL, the browser's stories (ONLY="rust stories" for some)
	@scripts/test

bench: ## Journeys per second, the secretary's queue, search, start and memory, on SQLite and PostgreSQL
	@cargo build --locked --release --package ateneo
	@ATENEO_TEST_PYTHON="$$(scripts/test-python)" scripts/with-postgres --durable $(BIN)/release/ateneo bench all

docs: ## Documentation that is made from the code (docs/generated), then the code's own, to read in a browser
	UPDATE_DOCS=1 cargo test --locked --package ateneo --test it docs::
	cargo doc --locked --workspace --no-deps

fmt: ## Formats the code
	cargo fmt --all
