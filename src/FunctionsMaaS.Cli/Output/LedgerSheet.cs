using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Http.Lifecycle;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Output;

/// <summary>The ledger of a model, as a table or as the document of <c>GET /api/models/{name}/ledger</c>.</summary>
internal sealed class LedgerSheet(Shell shell, ModelRegistry registry, bool json)
{
    /// <summary>Writes all of it, or the one move by which an alias stood where it did at a time.</summary>
    /// <exception cref="CommandFailedException">The source has no ledger, or the time none of the alias.</exception>
    public async Task WriteAsync(ModelSource source, string? at, CancellationToken cancellationToken)
    {
        if (source is not RegisteredModel { Reference: { Version: null } reference })
            throw new CommandFailedException($"'{Printable.Quote(source.ToString())}' has no ledger: a model does, so write NAME, or NAME@ALIAS with --at.");
        var answer = at is null ? await AllAsync(reference.Name, cancellationToken) : await AtAsync(reference, at, cancellationToken);
        if (json)
            await CliJson.WriteAsync(shell, answer, CliJson.Relaxed.LedgerAnswer);
        else
            Write(answer.Entries);
    }

    private async Task<LedgerAnswer> AllAsync(string name, CancellationToken cancellationToken)
    {
        var page = await registry.ListLedgerAsync(name, offset: 0, limit: int.MaxValue, cancellationToken);
        return new(page.EntryCount, [.. page.Entries.Select(LedgerEntryAnswer.Of)]);
    }

    private async Task<LedgerAnswer> AtAsync(ModelReference reference, string at, CancellationToken cancellationToken)
    {
        _ = LedgerTime.TryParse(at, out var time);
        var move = await registry.FindMoveAsync(reference.Name, reference.Alias!, time, cancellationToken)
            ?? throw new CommandFailedException($"At {Amounts.Time(time)}, '{reference.Name}' had no alias '{reference.Alias}' yet.");
        return new(null, [LedgerEntryAnswer.Of(move)]);
    }

    private void Write(IReadOnlyList<LedgerEntryAnswer> entries)
    {
        var sheet = new Sheet(shell, ">entry", "time", "action", "alias", ">from", ">to", "by", "reason");
        foreach (var entry in entries)
        {
            sheet.Add(
                $"{entry.Sequence}",
                Amounts.Time(entry.Time),
                entry.Applied ? entry.Action : $"{entry.Action}, not applied",
                entry.Alias ?? "",
                $"{entry.From}",
                $"{entry.To}",
                entry.Actor,
                entry.Reason ?? "");
        }
        sheet.Write();
    }
}
