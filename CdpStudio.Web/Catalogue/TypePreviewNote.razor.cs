using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Catalogue;

/// <summary>What follows from another type, before it is saved.</summary>
public sealed partial class TypePreviewNote(PreviewTypeHandler handler, SeenMessages seen, ViewCulture view, IStringLocalizer<CatalogueTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private TypePreview? _preview;

    [Parameter, EditorRequired]
    public required CatalogueEntry Entry { get; set; }

    [Parameter]
    public DataType? Type { get; set; }

    private IStringLocalizer<CatalogueTexts> Texts => texts;

    private ViewCulture View => view;

    private IEnumerable<string> ExamplesOf(TypePreview preview) => preview.Reading.Examples.Select(seen.Value);

    protected override async Task OnInitializedAsync() => _preview = await handler.HandleAsync(new PreviewType(Entry, Type), _leaving.Token);

    // Those that stay unreadable have no line: nothing changes for them.
    private static IEnumerable<(string Name, long Count)> Lines(TypeReading reading) => new[]
    {
        ("Values", reading.Values), ("Same", reading.Same), ("Converted", reading.Converted), ("Lost", reading.Lost), ("Gained", reading.Gained),
    }.Where(line => line.Item1 == "Values" || line.Item2 > 0);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
