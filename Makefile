# Every verb a developer or an officer's technician needs. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run setup test coverage check bench pictures lock format clean tools audit-deps signatures
MAKEFLAGS += --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
WORKERS ?= 2
PATHS := chungsuc tests benchmarks conftest.py manage.py

help: ## Liệt kê các lệnh
	@echo "Cách dùng: make LỆNH"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: setup ## Cài đặt (nếu cần) rồi chạy dịch vụ kèm dữ liệu mẫu; đổi cổng: make run PORT=8080
	@exec $(VENV)/bin/chungsuc serve $(if $(PORT),--port $(PORT))

setup: $(VENV)/run.stamp $(VENV)/bin/chungsuc ## Cài đặt, tạo cơ sở dữ liệu và dữ liệu mẫu, không chạy dịch vụ
	@$(VENV)/bin/chungsuc migrate
	@$(VENV)/bin/chungsuc setup-demo

test: tools ## Chạy mọi bài kiểm thử trên SQLite, rồi trên PostgreSQL nếu có
	@WORKERS=$(WORKERS) .ci/test

coverage: tools ## Đo phần mã đã qua kiểm thử: lõi phải đủ 100 %, toàn bộ từ 95 % (không mở trình duyệt)
	@WORKERS=$(WORKERS) .ci/coverage

check: tools ## Kiểm tra mã nguồn: định dạng, lỗi thường gặp, kiểu, thứ tự phòng, cấu hình triển khai
	@.ci/check

bench: tools ## Đo tốc độ, so với mốc trong benchmarks/
	@$(PY) benchmarks/run.py

pictures: tools ## Chụp lại các hình của sách hướng dẫn vào docs/huong-dan/hinh/ (cần Chromium)
	@$(PY) -m pytest -n 0 tests/pictures.py

lock: tools ## Khóa lại phiên bản các gói phụ thuộc trong requirements/
	@$(PIP) install --quiet uv
	@for part in run signatures dev; do $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-strip-extras requirements/$$part.in -o requirements/$$part.txt || exit 1; done
	@echo "Đã khóa phiên bản. Hãy chạy make test trước khi ghi nhận."

format: tools ## Sắp xếp lại mã nguồn theo một kiểu
	@$(PY) -m ruff check --quiet --fix $(wildcard $(PATHS)); $(PY) -m ruff format $(wildcard $(PATHS))

audit-deps: tools ## Đối chiếu các gói phụ thuộc với danh sách lỗ hổng đã công bố (cần mạng)
	@$(PY) -m pip_audit --require-hashes --disable-pip -r requirements/run.txt

clean: ## Xóa môi trường Python và tệp tạm; không đụng tới dữ liệu trong var/
	@rm -rf $(VENV) .ruff_cache .mypy_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
	@find chungsuc tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Đã dọn. Dữ liệu trong var/ còn nguyên."

signatures: $(VENV)/signatures.stamp ## Cài phần kiểm tra chữ ký số của tệp PDF (không bắt buộc)

tools: $(VENV)/dev.stamp $(VENV)/bin/chungsuc

# The first Python that is new enough and can make an environment; what is missing is said in one sentence.
$(VENV)/bin/python:
	@for candidate in $(PYTHON) python3.11 python3 python3.12 python3.13 python3.14; do \
		if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Chưa có Python 3.11 trở lên. Hãy cài Python (Debian, Ubuntu: apt install python3 python3-venv) rồi chạy lại." >&2; exit 1; \
	fi; \
	if ! $$found -c 'import venv, ensurepip' >/dev/null 2>&1; then \
		echo "Python ($$found) thiếu phần venv. Hãy cài (Debian, Ubuntu: apt install python3-venv) rồi chạy lại." >&2; exit 1; \
	fi; \
	echo "Tạo môi trường Python trong $(VENV)…"; \
	$$found -m venv $(VENV) || { rm -rf $(VENV); echo "Không tạo được $(VENV). Hãy kiểm tra chỗ trống và quyền ghi." >&2; exit 1; }
	@$(PIP) uninstall --quiet --yes setuptools 2>/dev/null || true # comes with the environment, serves nothing that runs

# Packages are installed again only when the locked list changes; pip speaks only when it fails.
$(VENV)/%.stamp: requirements/%.txt | $(VENV)/bin/python
	@echo "Cài các gói theo $<…"
	@$(PIP) install --quiet --require-hashes -r $< >$(VENV)/pip.log 2>&1 || { cat $(VENV)/pip.log >&2; \
		echo "Không cài được các gói theo $<. Hãy kiểm tra mạng (hoặc cấu hình pip của cơ quan) rồi chạy lại." >&2; exit 1; }
	@touch $@

# The project runs from the checkout: a path for imports and a two-line launcher, nothing built.
$(VENV)/bin/chungsuc: Makefile | $(VENV)/bin/python
	@$(PY) -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "chungsuc-checkout.pth").write_text(str(pathlib.Path.cwd()) + "\n", encoding="utf-8")'
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m chungsuc "$$@"\n' >$@
	@chmod +x $@
