namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>Records that corrected examples of a model are removed.</summary>
    /// <param name="name">The model.</param>
    /// <param name="note">Who removes them, which, and why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task RecordFeedbackRemovalAsync(string name, LedgerNote note, CancellationToken cancellationToken) =>
        await _ledger.AppendAsync(ModelReference.EnsureName(name, "model name"), LedgerDocument.Of(LedgerAction.RemoveFeedback, note), cancellationToken);
}
