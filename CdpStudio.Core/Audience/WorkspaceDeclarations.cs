using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>What the catalogue declares and the zone that the workspace lives in, read anew when either changes.</summary>
internal sealed class WorkspaceDeclarations : IAudienceCatalogue, IDisposable
{
    private readonly CurrentCatalogue _catalogue;
    private readonly CurrentWorkspace _workspace;
    private volatile Declarations _current = Declarations.None;

    public WorkspaceDeclarations(CurrentCatalogue catalogue, CurrentWorkspace workspace)
    {
        (_catalogue, _workspace) = (catalogue, workspace);
        _catalogue.Changed += Read;
        _workspace.Changed += Read;
        Read();
    }

    public Declarations Current => _current;

    public void Dispose()
    {
        _catalogue.Changed -= Read;
        _workspace.Changed -= Read;
    }

    private void Read()
    {
        var content = _catalogue.Content;
        _current = new Declarations(
            _workspace.Zone.Name,
            content.Attributes.Values
                .Where(a => a.Type is not null)
                .ToDictionary(a => a.Name, a => a.Type!.Value), // the line above leaves those without a type out
            content.Events.Values.ToDictionary(e => e.Name, e => new DeclaredEvent(PropertiesOf(e))))
        {
            Winning = content.Attributes.Values.Where(a => a.Wins != WinsBy.Newest).ToDictionary(a => a.Name, a => a.WinningRule),
        };
    }

    private static Dictionary<string, DeclaredProperty> PropertiesOf(Catalogue.DeclaredEvent declared) =>
        declared.Properties.ToDictionary(p => p.Name, p => new DeclaredProperty(p.Type, p.RefersTo));
}
