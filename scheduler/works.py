"""What each kind of task does."""

from collections.abc import Mapping

from actions.adoptions.picture import tell_failure as tell_no_picture
from actions.catching_up import files as catching_up
from actions.certificates import files as certificates
from actions.composing import keeping as composing
from actions.consultations import picture as consultations
from actions.convening import letters as calls
from actions.needs import picture as needs
from actions.records.files import send_file, tell_failure
from actions.records.notes import send_notes, send_notes_without_file
from actions.report import files as report
from reports.calls import asked_call
from reports.catching_up import asked_catch_up
from reports.certificates import asked_certificates
from reports.closing.asked import asked_report
from reports.composing import asked_proposal
from reports.consultations import asked_results
from reports.ledger import asked_picture, send_drawn
from reports.needs import asked_needs
from reports.records import asked_record, planned_note
from scheduler.tasks import Work
from store.models import TaskKind

WORKS: Mapping[TaskKind, Work] = {
    TaskKind.RECORD: Work(asked_record, send_file, tell_failure),
    TaskKind.NOTE: Work(planned_note, send_notes, send_notes_without_file),
    TaskKind.CATCH_UP: Work(asked_catch_up, catching_up.send_file, catching_up.tell_failure),
    TaskKind.LEDGER: Work(asked_picture, send_drawn, tell_no_picture),
    TaskKind.CONSULTATION: Work(asked_results, consultations.send_picture, consultations.tell_failure),
    TaskKind.CERTIFICATE: Work(asked_certificates, certificates.send_file, certificates.tell_failure),
    TaskKind.NEEDS: Work(asked_needs, needs.send_picture, needs.tell_failure),
    TaskKind.COMPOSITION: Work(asked_proposal, composing.keep_found, composing.give_up),
    TaskKind.CALL: Work(asked_call, calls.send_call, calls.tell_failure),
    TaskKind.REPORT: Work(asked_report, report.send_file, report.tell_failure),
}
