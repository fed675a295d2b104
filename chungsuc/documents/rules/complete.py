"""What a paper still lacks before it may be submitted. Pure: a sheet in, sentences out."""

from chungsuc.typesetting.content import Sheet


def missing_parts(sheet: Sheet, *, needs_bases: bool, has_to: bool) -> list[str]:
    """What is missing, a sentence each: what, and what to do; empty when the paper is whole."""
    told = []
    if not sheet.blocks and not sheet.annexes:
        told.append("Văn bản chưa có nội dung. Hãy ghi phần nội dung.")
    if needs_bases and not any(line.strip() for line in sheet.bases):
        told.append("Loại văn bản này phải có căn cứ ban hành. Hãy ghi từng căn cứ, mỗi căn cứ một dòng.")
    if has_to and not any(line.strip() for line in sheet.to):
        told.append("Chưa ghi nơi kính gửi. Hãy ghi cơ quan, người nhận.")
    if not any(signature.name.strip() and signature.office.strip() for signature in sheet.signatures):
        told.append("Chưa ghi người ký. Hãy chọn chức vụ và ghi họ tên người ký.")
    if not any(line.strip() for line in sheet.recipients):
        told.append("Chưa ghi nơi nhận. Hãy ghi từng nơi nhận, mỗi nơi một dòng; dòng cuối là nơi lưu.")
    return told
