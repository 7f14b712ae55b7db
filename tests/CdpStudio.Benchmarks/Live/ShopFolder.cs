using System.Diagnostics;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;

namespace CdpStudio.Benchmarks.Live;

/// <summary>A data folder with the shop in its database, for one measurement; it is removed afterwards.</summary>
internal sealed class ShopFolder : IDisposable
{
    private const string Snapshots = "audience";

    private readonly string? _kept;

    private ShopFolder(string? kept) => _kept = kept;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("cdpstudio-shop-").FullName;

    /// <param name="kept">Where the shop stays for the next measurement, and is made when it is not there; null to make it for this one alone.</param>
    public static async Task<ShopFolder> MakeAsync(int people, string? kept)
    {
        var folder = new ShopFolder(kept);
        var made = kept ?? folder.Directory;
        if (!File.Exists(Path.Combine(made, "studio.db"))) await ImportAsync(made, people);
        if (kept is not null) Copy(kept, folder.Directory);
        return folder;
    }

    /// <summary>A folder with everything in it.</summary>
    public static void Copy(string from, string to)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (var file in System.IO.Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        foreach (var below in System.IO.Directory.EnumerateDirectories(from)) Copy(below, Path.Combine(to, Path.GetFileName(below)));
    }

    public void RemoveSnapshots()
    {
        var snapshots = Path.Combine(Directory, Snapshots);
        if (System.IO.Directory.Exists(snapshots)) System.IO.Directory.Delete(snapshots, recursive: true);
    }

    /// <summary>Lets the next measurement start from the snapshots that are here. Nothing may have come in since the shop was made.</summary>
    public void KeepSnapshots()
    {
        if (_kept is not null) Copy(Path.Combine(Directory, Snapshots), Path.Combine(_kept, Snapshots));
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static async Task ImportAsync(string directory, int people)
    {
        await using (var studio = await InProcessStudio.StartAsync(directory))
        {
            await studio.Get<CreateSourceHandler>().HandleAsync(new CreateSource("Shop"), CancellationToken.None);
            foreach (var date in (string[])["signup", "birthday"])
                await studio.Get<DeclareAttributeHandler>().HandleAsync(new DeclareAttribute(date, DataType.DateTime, date, Pii: false), CancellationToken.None);
        }

        var (writing, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var facts = await ShopImport.RunAsync(directory, people);
        var processor = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant(
            $"{people:N0} people, {facts:N0} facts written in {writing.Elapsed.TotalSeconds:N1} s, {facts / writing.Elapsed.TotalSeconds:N0} a second, {processor:N1} s of processor; {new FileInfo(Path.Combine(directory, "studio.db")).Length / 1e6:N0} MB"));
    }
}
