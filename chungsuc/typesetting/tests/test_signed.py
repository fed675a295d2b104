"""Signatures of PDF files: who, whether the whole file is covered, whether the chain is trusted; hostile files end calmly."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chungsuc.typesetting import signed
from chungsuc.typesetting.signed import BROKEN, SOUND, UNPROVEN, UNREADABLE, UNSIGNED, Signer, outcome_of, read_answer

pytest.importorskip("pyhanko")


def plain_pdf() -> bytes:
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def office() -> Any:
    """A root of our own and a signer's certificate by it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    now = datetime.now(UTC)

    def made(name: str, key: Any, issuer: Any, issuer_key: Any, is_root: bool) -> Any:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        build = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(issuer or subject).public_key(key.public_key())
        )
        build = build.serial_number(x509.random_serial_number())
        build = build.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=30))
        build = build.add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        usage = {"key_encipherment": False, "data_encipherment": False, "key_agreement": False, "encipher_only": False}
        usage |= {"decipher_only": False, "digital_signature": not is_root, "content_commitment": not is_root}
        build = build.add_extension(x509.KeyUsage(key_cert_sign=is_root, crl_sign=is_root, **usage), critical=True)
        return build.sign(issuer_key or key, hashes.SHA256())

    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = made("Gốc thử nghiệm", root_key, None, None, True)
    return root, made("Nguyễn Văn Ký", key, root.subject, root_key, False), key


def signed_pdf(office: Any, data: bytes, field: str = "ChuKy") -> bytes:
    from asn1crypto import keys
    from asn1crypto import x509 as asn1
    from cryptography.hazmat.primitives import serialization as form
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    root, certificate, key = office
    store = SimpleCertificateStore()
    store.register(asn1.Certificate.load(root.public_bytes(form.Encoding.DER)))
    raw = key.private_bytes(form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=asn1.Certificate.load(certificate.public_bytes(form.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(raw),
        cert_registry=store,
    )
    out = io.BytesIO()
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    # in a thread of its own: the browser of an earlier test may have left its event loop running in this one
    with ThreadPoolExecutor(1) as thread:
        thread.submit(signers.sign_pdf, writer, meta, signer=signer, output=out).result()
    return out.getvalue()


def root_of(office: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return office[0].public_bytes(Encoding.DER)


def test_a_signed_file_is_sound_when_its_root_is_known(office: Any) -> None:
    found = signed.check(signed_pdf(office, plain_pdf()), [root_of(office)])
    assert found.outcome == SOUND
    (one,) = found.signers
    assert (one.name, one.issuer, one.covers, one.intact) == ("Nguyễn Văn Ký", "Gốc thử nghiệm", "file", True)
    assert one.chain == "trusted" and one.at is not None and not one.stamped


def test_without_a_known_root_it_is_intact_but_unproven(office: Any) -> None:
    found = signed.check(signed_pdf(office, plain_pdf()))
    assert (found.outcome, found.signers[0].chain, found.signers[0].intact) == (UNPROVEN, "no_roots", True)


def test_two_signatures_both_hold(office: Any) -> None:
    twice = signed_pdf(office, signed_pdf(office, plain_pdf()), "ConDau")
    found = signed.check(twice, [root_of(office)])
    assert (found.outcome, [one.covers for one in found.signers]) == (SOUND, ["revision", "file"])


def test_a_file_changed_after_signing_is_broken(office: Any) -> None:
    data = signed_pdf(office, plain_pdf())
    place = data.index(b"MediaBox") + 20
    changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    assert signed.check(changed, [root_of(office)]).outcome in (BROKEN, UNREADABLE)
    assert signed.check(data.replace(b"200.0", b"300.0").replace(b" 200 ", b" 300 "), []).outcome in (BROKEN, UNPROVEN)


def test_something_added_after_signing_is_told(office: Any) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed_pdf(office, plain_pdf())))
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.NameObject("/Rotate")] = generic.NumberObject(90)
    writer.mark_update(page.container_ref if hasattr(page, "container_ref") else page)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    assert signed.check(out.getvalue(), [root_of(office)]).outcome == BROKEN


def test_a_scan_has_no_signature() -> None:
    assert signed.check(plain_pdf()).outcome == UNSIGNED


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"%PDF-1.7", b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj\n" * 500,
     b"%PDF-1.7\nxref\n0 1\ntrailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF"],
)  # fmt: skip
def test_what_is_no_pdf_ends_calmly(data: bytes) -> None:
    assert signed.check(data).outcome == UNREADABLE


def test_an_answer_that_is_none_is_unreadable() -> None:
    for said in (b"", b"[]", b'{"signers": 1}', b'{"signers": [{"at": "hom qua"}]}', b"\xff"):
        assert read_answer(said).outcome == UNREADABLE


@pytest.mark.parametrize(
    ("signers", "outcome"),
    [
        ([], UNSIGNED),
        ([Signer("A", covers="file", intact=True, chain="trusted")], SOUND),
        ([Signer("A", covers="file", intact=True, chain="untrusted")], UNPROVEN),
        ([Signer("A", covers="file", intact=False, chain="trusted")], BROKEN),
        ([Signer("A", covers="revision", intact=True, chain="trusted")], BROKEN),
        ([Signer("A", covers="part", intact=True), Signer("B", covers="file", intact=True)], BROKEN),
    ],
)
def test_all_signatures_together(signers: list[Signer], outcome: str) -> None:
    assert outcome_of(signers) == outcome
