using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Catalogue;

/// <summary>The traits that Segment's specification gives a meaning to: every catalogue is born with them.</summary>
internal static class ReservedTraits
{
    public static IReadOnlyList<DeclaredAttribute> All { get; } =
    [
        Trait("age", DataType.Number),
        Trait("avatar", DataType.Text),
        Trait("birthday", DataType.DateTime, pii: true),
        Trait("createdAt", DataType.DateTime),
        Trait("description", DataType.Text),
        Trait("email", DataType.Text, pii: true),
        Trait("firstName", DataType.Text, pii: true),
        Trait("gender", DataType.Text),
        Trait("id", DataType.Text),
        Trait("lastName", DataType.Text, pii: true),
        Trait("name", DataType.Text, pii: true),
        Trait("phone", DataType.Text, pii: true),
        Trait("title", DataType.Text),
        Trait("username", DataType.Text, pii: true),
        Trait("website", DataType.Text),
        Trait("group_id", DataType.Text),
        Trait("group.createdAt", DataType.DateTime),
    ];

    private static DeclaredAttribute Trait(string name, DataType type, bool pii = false) =>
        new() { Key = StudioText.Key(name), Name = name, Type = type, Pii = pii };
}
