using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CdpStudio.Core.Persistence.Providers.Sqlite;

/// <summary>
/// One INSERT for many rows. Past the driver's commands, which look each parameter up by its name for each row: that takes longer than
/// what SQLite does.
/// </summary>
internal sealed class SqliteInsert : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[1024];

    /// <param name="connection">Open.</param>
    /// <param name="sql">Its parameters are numbered by their places, from 1.</param>
    public SqliteInsert(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Values are stored as the driver stores them.</summary>
    public void Bind(int parameter, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(_statement, parameter),
        string text => BindText(parameter, text),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, parameter, bytes),
        long number => raw.sqlite3_bind_int64(_statement, parameter, number),
        int number => raw.sqlite3_bind_int64(_statement, parameter, number),
        short number => raw.sqlite3_bind_int64(_statement, parameter, number),
        byte number => raw.sqlite3_bind_int64(_statement, parameter, number),
        bool flag => raw.sqlite3_bind_int64(_statement, parameter, flag ? 1 : 0),
        double number => raw.sqlite3_bind_double(_statement, parameter, number),
        Guid id => BindText(parameter, id.ToString().ToUpperInvariant()),
        _ => throw new NotSupportedException($"A bulk insert into SQLite knows no {value.GetType().Name}."),
    });

    /// <summary>Inserts a row of what was bound.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        if (result != raw.SQLITE_DONE) Check(result);
        raw.sqlite3_reset(_statement);
    }

    public void Dispose() => _statement.Dispose();

    private int BindText(int parameter, string text)
    {
        // Of no bytes SQLite would make NULL.
        if (text.Length == 0) return raw.sqlite3_bind_text(_statement, parameter, text);

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_text.Length < most) _text = new byte[most];
        return raw.sqlite3_bind_text(_statement, parameter, _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
