using System.Formats.Tar;

namespace FunctionsMaaS.Data;

/// <summary>Reads the folder layout out of a tar archive, member after member; nothing is ever written to the disk.</summary>
internal static class TarDatasetReader
{
    public static async Task<DatasetParts> ReadAsync(Stream stream, string name, int maxBytes, CancellationToken cancellationToken)
    {
        using var builder = new FolderDatasetBuilder(maxBytes);
        var tar = new TarReader(stream, leaveOpen: true);
        await using (tar.ConfigureAwait(false))
        {
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } member)
            {
                if (member.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes or TarEntryType.DirectoryList)
                    continue;
                if (!IsFile(member.EntryType))
                    throw new DatasetException($"{Quoted.Path(name)} has the member {Quoted.Path(member.Name)} of type {member.EntryType}: allowed are files and folders.");
                await builder.AddAsync(member.Name, member.DataStream ?? Stream.Null, cancellationToken).ConfigureAwait(false);
            }
        }
        return builder.Build(name);
    }

    private static bool IsFile(TarEntryType type) =>
        type is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
}
