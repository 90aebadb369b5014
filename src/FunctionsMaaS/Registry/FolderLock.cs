namespace FunctionsMaaS.Registry;

/// <summary>
/// Lets one writer at a time into a folder, across threads and processes, by a file that the operating system locks and frees again
/// when the process that locked it ends, however it ends.
/// </summary>
internal sealed class FolderLock(string path, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="RegistryUnavailableException">Others held it for half a minute.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var started = time.GetTimestamp();
            for (var pause = TimeSpan.FromMilliseconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                if (TryOpen(path) is { } file)
                    return new Held(file, _turn);
                if (time.GetElapsedTime(started) > Patience)
                    throw new RegistryUnavailableException($"The registry is being written to by another process: '{path}' stayed locked for {Patience.TotalSeconds} s.");
                await Task.Delay(pause, time, cancellationToken);
            }
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <summary>Locks a file, made if need be; <see langword="null"/> if somebody else has it. The file is never deleted: its lock would outlive its name.</summary>
    public static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Sharing and lock violations of Windows, and EWOULDBLOCK of Linux (11) and macOS (35), which .NET passes on as they are.</summary>
    private static bool IsHeld(IOException e) => e.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;

    private sealed class Held(FileStream file, SemaphoreSlim turn) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            turn.Release();
        }
    }
}
