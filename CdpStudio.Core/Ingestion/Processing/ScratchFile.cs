using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>Files in which the processor keeps what the database holds too: gone when they are closed.</summary>
internal static class ScratchFile
{
    private const string Ending = ".seen";

    public static SafeFileHandle Open(string folder)
    {
        Directory.CreateDirectory(folder);
        return File.OpenHandle(
            Path.Combine(folder, $"{Guid.NewGuid():N}{Ending}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
    }

    /// <summary>Removes what a process that was killed has left.</summary>
    public static void Clean(string folder)
    {
        if (!Directory.Exists(folder)) return;

        foreach (var left in Directory.EnumerateFiles(folder, "*" + Ending))
        {
            try
            {
                File.Delete(left);
            }
            catch (IOException)
            {
                // Somebody still has it open, and removes it by closing it.
            }
        }
    }
}
