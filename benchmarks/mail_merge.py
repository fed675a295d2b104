"""LibreOffice's own mail merge, what an office does by hand: a form letter and a list become one PDF file.

    python3 mail_merge.py SOFFICE FOLDER COUNT ROUNDS

Run by a Python that has LibreOffice's `uno` (the system's, not ours): it knows nothing of this project. Prints the
seconds of every round, one a line.
"""

import csv
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

FIELDS = ("ten", "don_vi", "ma")
BEFORE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG\nTẶNG\nBẰNG KHEN\n"
AFTER = (
    "\nĐã có thành tích xuất sắc trong Phong trào thi đua “Đắk Nông chung sức xây dựng nông thôn mới” giai đoạn 2021 - 2025\n"
    "Quyết định số 12/QĐ-UBND ngày 05/02/2024\nĐắk Nông, ngày 05 tháng 02 năm 2024\nCHỦ TỊCH\n\n\n\nNguyễn Văn Ẩn\n"
)


def main(program: str, place: str, count: int, rounds: int) -> None:
    folder = Path(place)
    (folder / "list").mkdir(parents=True, exist_ok=True)
    with (folder / "list" / "people.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(FIELDS)
        table.writerows((f"Ông Nguyễn Văn {n}", f"Công chức UBND xã Đắk {n}", f"7KQ4-{n:04d}") for n in range(count))
    pipe = f"chungsuc-{folder.name}"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, profile, "--headless", "--invisible", "--norestore", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        context = _connected(pipe)
        desk = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        _register(context, folder)
        _write_form(desk, folder)
        for number in range(rounds):
            print(_merged(context, folder, number), flush=True)
        desk.terminate()
    finally:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.terminate()


def _property(name: str, value: object) -> PropertyValue:
    return PropertyValue(name, 0, value, 0)


def _connected(pipe: str) -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - not up yet, whatever it is called
            time.sleep(0.1)
    raise RuntimeError("LibreOffice did not answer")


def _register(context: object, folder: Path) -> None:
    sources = context.ServiceManager.createInstanceWithContext("com.sun.star.sdb.DatabaseContext", context)
    source = sources.createInstance()
    source.URL = f"sdbc:flat:{(folder / 'list').as_uri()}"
    said = {"Extension": "csv", "HeaderLine": True, "FieldDelimiter": ",", "StringDelimiter": '"', "CharSet": "UTF-8"}
    source.Info = tuple(_property(name, value) for name, value in said.items())
    source.DatabaseDocument.storeAsURL((folder / "list.odb").as_uri(), ())
    if sources.hasByName("people"):
        sources.revokeObject("people")
    sources.registerObject("people", source)


def _write_form(desk: object, folder: Path) -> None:
    document = desk.loadComponentFromURL("private:factory/swriter", "_blank", 0, (_property("Hidden", True),))
    text = document.Text
    cursor = text.createTextCursor()
    cursor.CharFontName, cursor.CharHeight = "Liberation Serif", 15
    text.insertString(cursor, BEFORE, False)
    for name in FIELDS:
        master = document.createInstance("com.sun.star.text.fieldmaster.Database")
        master.DataBaseName, master.DataTableName, master.DataColumnName = "people", "people", name
        master.setPropertyValue("DataCommandType", 0)
        field = document.createInstance("com.sun.star.text.textfield.Database")
        field.attachTextFieldMaster(master)
        text.insertTextContent(cursor, field, False)
        text.insertString(cursor, "\n", False)
    text.insertString(cursor, AFTER, False)
    document.storeToURL((folder / "form.odt").as_uri(), ())
    document.close(True)


def _merged(context: object, folder: Path, number: int) -> float:
    merge = context.ServiceManager.createInstanceWithContext("com.sun.star.text.MailMerge", context)
    merge.DocumentURL = (folder / "form.odt").as_uri()
    merge.DataSourceName, merge.Command, merge.CommandType = "people", "people", 0
    merge.OutputType, merge.OutputURL, merge.FileNamePrefix = 2, folder.as_uri(), f"all{number}"
    merge.SaveAsSingleFile, merge.SaveFilter = True, "writer_pdf_Export"
    began = time.perf_counter()
    merge.execute(())
    took = time.perf_counter() - began
    if not list(folder.glob(f"all{number}*.pdf")):
        raise RuntimeError("no PDF came out")
    return took


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
