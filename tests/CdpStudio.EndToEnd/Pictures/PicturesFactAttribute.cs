namespace CdpStudio.EndToEnd.Pictures;

/// <summary>No test: it makes the README's pictures into the folder named in <c>CDPSTUDIO_PICTURES</c>, for <c>build/pictures.sh</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PicturesFactAttribute : FactAttribute
{
    public PicturesFactAttribute()
    {
        if (Folder is null) Skip = "build/pictures.sh runs it.";
    }

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("CDPSTUDIO_PICTURES") is { Length: > 0 } folder ? folder : null;
}
