using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Retraining.Status;

/// <summary>
/// Finds versions whose run was killed after it had published them: it would have pointed champion or challenger to them, and never did. They
/// are no reason to think that their dataset was dealt with.
/// </summary>
internal sealed class UnfinishedVersions(ModelRegistry registry, string retrainer)
{
    private const int PageSize = 50;

    public async Task<bool> ContainsAsync(string model, int version, CancellationToken cancellationToken)
    {
        for (var offset = 0; ; offset += PageSize)
        {
            var page = await registry.ListLedgerAsync(model, offset, PageSize, cancellationToken);
            foreach (var entry in page.Entries.Where(e => e.To == version && e.Applied))
            {
                if (entry.Action is LedgerAction.Move or LedgerAction.Rollback)
                    return false;
                if (entry.Action == LedgerAction.Publish)
                    return entry.Actor == retrainer;
            }
            if (offset + PageSize >= page.EntryCount)
                return false;
        }
    }
}
