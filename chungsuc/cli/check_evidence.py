"""Whether every document still has its file, and every file its document."""

import argparse
import json

NAME = "check-evidence"
HELP = "Đối chiếu tệp minh chứng trên đĩa với cơ sở dữ liệu: tệp mất, tệp hỏng, tệp thừa."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--read", action="store_true", help="đọc lại từng tệp và so mã băm (lâu hơn)")
    parser.add_argument("--sweep", action="store_true", help="xóa tệp thừa (tải lên dở dang quá một giờ)")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(options: argparse.Namespace) -> int:
    """Ends with 1 when a file is missing or damaged."""
    from chungsuc.evidence.sweeping import stock, sweep

    swept = sweep() if options.sweep else None
    found = stock(read_contents=options.read)
    if options.json:
        told = {
            "rows": found.rows,
            "files": found.files,
            "missing": list(found.missing),
            "damaged": list(found.damaged),
            "strangers": list(found.strangers),
            "removed": swept.files + swept.arriving if swept else 0,
        }
        print(json.dumps(told, ensure_ascii=False))
        return 0 if found.is_whole else 1
    if swept:
        print(f"Đã xóa {swept.files} tệp không có tài liệu và {swept.arriving} tệp tải lên dở dang.")
    for word, hashes in (("Mất tệp", found.missing), ("Tệp hỏng", found.damaged), ("Tệp thừa", found.strangers)):
        for sha256 in hashes[:20]:
            print(f"{word}: {sha256}")
        if len(hashes) > 20:
            print(f"{word}: … và {len(hashes) - 20} tệp khác")
    print(f"{found.files} tệp, {found.rows} mục trong cơ sở dữ liệu: {'đủ' if found.is_whole else 'KHÔNG ĐỦ'}.")
    return 0 if found.is_whole else 1
