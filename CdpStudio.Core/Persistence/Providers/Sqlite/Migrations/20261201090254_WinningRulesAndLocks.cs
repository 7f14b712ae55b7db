using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class WinningRulesAndLocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Ranking",
                table: "DeclaredAttribute",
                type: "TEXT",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Wins",
                table: "DeclaredAttribute",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "AttributeLock",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Profile = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    LetsGo = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttributeLock", x => x.Id);
                });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "AGE",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "AVATAR",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "BIRTHDAY",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "CREATEDAT",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "DESCRIPTION",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "EMAIL",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "FIRSTNAME",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "GENDER",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "GROUP_ID",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "GROUP.CREATEDAT",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "ID",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "LASTNAME",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "NAME",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "PHONE",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "TITLE",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "USERNAME",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "WEBSITE",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.CreateIndex(
                name: "IX_AttributeLock_Profile",
                table: "AttributeLock",
                column: "Profile");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AttributeLock");

            migrationBuilder.DropColumn(
                name: "Ranking",
                table: "DeclaredAttribute");

            migrationBuilder.DropColumn(
                name: "Wins",
                table: "DeclaredAttribute");
        }
    }
}
