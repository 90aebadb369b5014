using FunctionsMaaS.Data;

namespace FunctionsMaaS.Cli.Models;

/// <summary>Standard input as one text, decoded as the files of a dataset are: UTF-8, otherwise Latin-1.</summary>
internal static class StandardInputText
{
    /// <summary>Reads to the end.</summary>
    /// <exception cref="CommandFailedException">It is longer than any text of a dataset may be.</exception>
    /// <exception cref="DatasetException">It is no text.</exception>
    public static async Task<string> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var block = new byte[81920];
        // A console or pipe does not notice that nobody waits for it any more, so the wait is what is cancelled.
        for (int read; (read = await input.ReadAsync(block, cancellationToken).AsTask().WaitAsync(cancellationToken)) > 0;)
        {
            whole.Write(block, 0, read);
            if (whole.Length > DatasetReader.MaxRecordBytes)
                throw new CommandFailedException($"Standard input is too long: at most {DatasetReader.MaxRecordBytes} bytes are one text.");
        }
        return TextDecoder.Decode(whole.GetBuffer().AsSpan(0, (int)whole.Length), new Place("standard input"));
    }
}
