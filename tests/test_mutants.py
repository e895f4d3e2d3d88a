"""The mutants are changes of the code as it is now; `make mutants` kills them."""

import pytest
from tests.mutants.mutant import Mutant, read

MODEL = (
    "no_dedupe ack_early broadcast_early no_epoch node_no_gap client_no_gap client_no_dedupe no_reoffer drop_pending "
    "pg_sequence snapshot_with_uncommitted no_head_beat restore_without_expect restore_without_writer image_at_show "
    "undo_not_held_back image_guessed_after_snapshot image_kept_over_epoch put_undo_unguarded "
    "put_undo_guarded_by_client undo_in_forward_order gesture_partial_unreported false_pair_accepted "
    "refused_takes_no_number refused_offered_again snapshot_hides_refused adopted_under_new_id adopter_clears_queue "
    "adopter_reads_once stale_epoch_writes_store late_snapshot_unconfirms tick_fences_one_room"
).split()
MUTANTS = [*read("python.diff"), *read("web.diff")]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_fits_the_code(mutant: Mutant) -> None:
    """Whoever changes a rule changes its mutant."""
    assert mutant.misfits() == []
    assert all(edit.old != edit.new for edit in mutant.edits)


def test_every_mutant_of_the_model_is_made_in_the_real_code() -> None:
    """All 32 of research/reliability.md, section 2.9."""
    assert len(MODEL) == 32
    assert set(MODEL) <= {mutant.name for mutant in read("python.diff")}
