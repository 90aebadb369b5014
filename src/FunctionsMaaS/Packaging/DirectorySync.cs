using System.Runtime.InteropServices;
using System.Text;

namespace FunctionsMaaS.Packaging;

/// <summary>Flushes a folder's entries to the disk. POSIX keeps a rename in memory until then; Windows writes it through its own journal.</summary>
internal static class DirectorySync
{
    private const int ReadOnly = 0;

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // Best effort, as in SQLite: some file systems cannot do it, and the rename itself has happened.
        if (Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly) is >= 0 and var descriptor)
        {
            _ = Sync(descriptor);
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
