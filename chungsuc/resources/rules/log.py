"""The columns of a list of contributions, as they go out and come in. Pure."""

TITLES = {
    "number": "Số",
    "unit": "Đơn vị nhận",
    "day": "Ngày đóng góp",
    "source": "Nguồn",
    "giver": "Người, đơn vị đóng góp",
    "kind": "Loại",
    "quantity": "Số lượng",
    "measure": "Đơn vị tính",
    "value": "Giá trị, đồng",
    "basis": "Căn cứ quy đổi",
    "purpose": "Cho công trình, nhiệm vụ",
}
