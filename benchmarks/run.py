"""Measures everything that can be measured on this machine, each figure beside its anchor.

    python benchmarks/run.py [NAME …] [--quick] [--write]

Each measure runs in a process of its own. `--quick`: small sizes, to see that everything still works. `--write` keeps
the figures in docs/do-dac.md and benchmarks/history.jsonl. `CHUNGSUC_BENCH_TIMES=200` shortens what is repeated by the
thousand (races, walks); the page then says 200. The exit code is 1 when a measure breaks, or a goal of a
full run is not met.
"""

import argparse
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.board import Line, unmeasured  # noqa: E402
from benchmarks.record import write  # noqa: E402

# name: (module of benchmarks.measures, a title for the page, the goals it speaks to)
MEASURES = {
    "n1": ("judging_province", "Xét một tỉnh"),
    "n2": ("judging_nation", "Xét cả nước"),
    "n3": ("same_as_office", "Kết luận trùng với bảng tính"),
    "n4": ("one_value", "Sửa một số liệu"),
    "f1": ("taking_in", "Nhập tệp lớn"),
    "f2": ("giving_out", "Xuất tệp lớn"),
    "p1": ("pages", "Trang danh sách, trang xã, số câu truy vấn"),
    "p3": ("review", "Danh sách thẩm định 200 báo cáo"),
    "p1awards": ("nominees", "2.000 người được đề nghị khen thưởng trong một đợt"),
    "p7awards": ("award_lists", "Danh sách khen thưởng lớn: nhập, mở đợt, sổ 100.000 dòng"),
    "p9": ("weight", "Sức nặng của trang"),
    "p10": ("setting_up", "Cài đặt từ đầu"),
    "d1": ("papers_as_docx", "Văn bản ra .docx"),
    "d1pdf": ("papers_as_pdf", "Văn bản ra PDF"),
    "d2": ("certificates", "Bằng khen hàng loạt"),
    "s0": ("finding", "Tìm theo tên"),
    "s4": ("hostile_files", "Tệp hỏng, tệp độc hại"),
    "s4docx": ("hostile_papers", "Tệp .docx độc hại gửi vào dịch vụ"),
    "s5": ("exports", "Tên độc hại trong tệp xuất; tệp có macro, liên kết ngoài"),
    "s6": ("hardening", "Cấu hình triển khai; không mã trong trang, không tải từ nơi khác"),
    "a1": ("barriers", "Dễ dùng cho mọi người (axe)"),
    "r2": ("powercut", "Mất điện khi đưa minh chứng lên"),
    "r3": ("writers", "Nhiều người cùng ghi"),
    "r4": ("races", "Hai người cùng làm một việc"),
    "r4awards": ("award_races", "Hai người cùng làm một việc khen thưởng"),
    "r10": ("tampering", "Nhật ký bị sửa"),
    "r11": ("killed_batches", "Tiến trình in bằng bị giết giữa chừng"),
    "t3": ("walks", "Hành trình ngẫu nhiên của hồ sơ công nhận"),
    "t3awards": ("award_walks", "Hành trình ngẫu nhiên của hồ sơ khen thưởng"),
    "t2": ("mutants", "Bài thử bắt được lỗi cài vào"),
}
MARK = "@@ "


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in MEASURES]
    if unknown:
        parser.error(f"no measure named {', '.join(unknown)}; known: {', '.join(MEASURES)}")
    if given.alone:
        return _alone(given.names[0], given.quick)
    if given.quick and given.write:
        parser.error("--write keeps full runs only")
    names = given.names or list(MEASURES)
    found = {name: _run(name, given.quick) for name in names}
    lines = [line for name in names for line in found[name] or []]
    if given.write:
        write({name: (MEASURES[name][1], found[name] or []) for name in names})
    broken = [name for name in names if found[name] is None]
    print(_summed(lines, broken))
    return 1 if broken or (not given.quick and any(line.met is False for line in lines)) else 0


def _summed(lines: list[Line], broken: list[str]) -> str:
    met = [line.met for line in lines]
    text = (
        f"{met.count(True)} đạt, {met.count(False)} chưa đạt, {sum(bool(line.missing) for line in lines)} không đo được"
    )
    return f"{text}; không chạy được: {', '.join(broken)}" if broken else text


def _run(name: str, quick: bool) -> list[Line] | None:
    """Runs a measure in its own process and prints its lines as they come; None when it broke."""
    command = [sys.executable, __file__, "--alone", name, *(["--quick"] if quick else [])]
    lines = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for text in process.stdout:
            if text.startswith(MARK):
                kept = json.loads(text.removeprefix(MARK))
                kept.pop("met")
                lines.append(Line(**kept))
                print(lines[-1].told(), flush=True)
            else:
                print(f"     {text.rstrip()}", flush=True)
    if process.returncode:
        print(f"{name}: không chạy được (mã {process.returncode})", flush=True)
        return None
    return lines


def _alone(name: str, quick: bool) -> int:
    module = import_module(f"benchmarks.measures.{MEASURES[name][0]}")
    try:
        lines = module.measure(quick)
    except ModuleNotFoundError as error:
        lines = [unmeasured(name.upper(), MEASURES[name][1], f"thiếu {error.name}")]
    for line in lines:
        print(MARK + json.dumps(line.kept(), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
